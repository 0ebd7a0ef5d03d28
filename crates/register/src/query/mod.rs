//! What is asked of a register. Each answer carries the ids and the words behind it.

mod acts;
mod audit;
mod conflicts;
mod history;
mod queue;
mod region;
mod search;
mod show;
mod ties;
mod together;
mod views;

pub use acts::{Direction, Filter};
pub use audit::Audit;
pub use conflicts::{Balance, Contradiction};
pub use history::{History, Stage, Step};
pub use queue::{Pending, Question};
pub use region::{Region, place};
pub use search::Hit;
pub use show::Found;
pub use ties::{Dormant, Due};
pub use views::{ActView, CaptureView, Conflict, FillerView, Quote, RecordView};
