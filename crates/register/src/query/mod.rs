//! What is asked of a register. Each answer carries the ids and the words behind it.

mod acts;
mod region;
mod search;
mod show;
mod views;

pub use acts::{Direction, Filter};
pub use region::{Region, place};
pub use search::Hit;
pub use show::Found;
pub use views::{ActView, CaptureView, Conflict, FillerView, Quote, RecordView};
