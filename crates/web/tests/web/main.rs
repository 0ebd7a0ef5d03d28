//! The site, asked without a socket: one program for all of it, since each holds the whole of the project.

mod accounts;
mod add;
mod api;
mod common;
mod evidence;
mod feed;
mod pictures;
mod reconcile;
mod review;
mod site;
mod trouble;
mod watch;
mod write;
