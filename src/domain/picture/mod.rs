//! From a plan to pictures: pure layout, drawn by the screen, the SVG file and the printed page alike.

pub mod axis;
pub mod balance;
pub mod bar;
pub mod beside;
pub mod callouts;
pub mod capacity;
pub mod caption;
pub mod chain;
pub mod compare;
pub mod dependencies;
pub mod finding;
pub mod gantt;
pub mod gaps;
pub mod heat;
pub mod lettering;
pub mod load_heat;
pub mod outside;
pub mod period;
pub mod primitives;
pub mod roadmap;
pub mod run_horizon;
pub mod sheet;
pub mod stakeholders;
pub mod svg;
pub mod value_effort;
pub mod value_strip;
