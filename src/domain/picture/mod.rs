//! From a plan to pictures: pure layout, drawn by the screen, the SVG file and the printed page alike.

pub mod finding;
pub mod gaps;
pub mod lettering;
pub mod load_heat;
pub mod primitives;
pub mod roadmap;
pub mod schedule;
pub mod svg;
