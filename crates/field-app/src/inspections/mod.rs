//! Inspections: lists, one as a whole, beginning and handing in.

mod begin;
pub(crate) mod detail;
mod last_visit;
mod log_view;
mod pairs;
mod rescue;
mod submit;
pub(crate) mod summary;
mod today;

pub use begin::{create, next_site_code, save_site, start};
pub use detail::open;
pub use rescue::{open as open_rescue, save as save_rescue};
pub use submit::{check as check_submit, submit};
pub use today::today;

pub(crate) use begin::put_site;
pub(crate) use log_view::name_of;
