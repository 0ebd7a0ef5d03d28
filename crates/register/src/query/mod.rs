//! What is asked of a register. Each answer carries the ids and the words behind it.

mod acts;
mod audit;
mod compare;
mod conflicts;
mod diff;
mod digest;
mod fields;
mod headline;
mod history;
mod partners;
mod posts;
mod queue;
mod region;
mod search;
mod show;
mod ties;
mod together;
mod trip;
mod views;

pub(crate) use acts::numbers as act_numbers;
pub use acts::{Direction, Filter};
pub use audit::Audit;
pub use compare::{Aspect, Comparison, Item};
pub use conflicts::{Balance, Contradiction};
pub use diff::Difference;
pub use digest::Digest;
pub use fields::{FIELDS, Field, fields};
pub use history::{History, Stage, Step};
pub use partners::{Candidate, Reason};
pub use queue::{Pending, Question};
pub use region::{Region, place};
pub use search::Hit;
pub use show::Found;
pub use ties::{Dormant, Due};
pub(crate) use views::act as act_view;
pub use views::{ActView, CaptureView, Conflict, FillerView, Quote, RecordView};
