//! Reusable parts of the screen.
//!
//! They know no plan: callers pass finished words, plain numbers and callbacks. Looks live in `styles/`.

pub mod brand_mark;
pub mod button;
pub mod capacity_bar;
pub mod checkbox;
pub mod chip;
pub mod choice_tiles;
pub mod date_input;
pub mod dialog;
pub mod disclosure;
pub mod empty_state;
pub mod error_summary;
pub mod field;
pub mod focus_ring;
pub mod head_cell;
pub mod icon;
pub mod impact_glyph;
pub mod level_chip;
pub mod live_region;
pub mod load_cell;
pub mod load_level;
pub mod menu;
pub mod number_input;
pub mod page_words;
pub mod patterns;
pub mod picture;
pub mod pips;
pub mod progress;
pub mod radio_scale;
pub mod respondents;
pub mod sandbox_bar;
pub mod segmented;
pub mod select;
pub mod state_line;
pub mod step_ring;
pub mod stepper_nav;
pub mod table;
pub mod tabs;
pub mod term_text;
pub mod text_area;
pub mod text_input;
pub mod toast;
