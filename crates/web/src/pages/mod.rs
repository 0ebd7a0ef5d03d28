//! The pages, one file each: what is asked of the register, the view it is made into, and the template
//! that shows it.

pub(crate) mod account;
pub(crate) mod accounts;
pub(crate) mod act;
pub(crate) mod add;
pub(crate) mod api;
pub(crate) mod asset;
pub(crate) mod audit;
pub(crate) mod balance;
pub(crate) mod calendar;
pub(crate) mod compare;
pub(crate) mod conflicts;
pub(crate) mod digest;
pub(crate) mod document;
pub(crate) mod dormant;
pub(crate) mod due;
pub(crate) mod export;
pub(crate) mod feed;
pub(crate) mod filters;
pub(crate) mod health;
pub(crate) mod island;
pub(crate) mod list;
pub(crate) mod log;
pub(crate) mod login;
pub(crate) mod map;
pub(crate) mod name;
pub(crate) mod network;
pub(crate) mod partners;
pub(crate) mod region;
pub(crate) mod regions;
pub(crate) mod review;
mod routes;
pub(crate) mod search;
pub(crate) mod start;
pub(crate) mod timeline;
mod years;

use axum::response::Html;

use crate::trouble::Trouble;

/// What a page gives.
pub(crate) type Page = Result<Html<String>, Trouble>;
