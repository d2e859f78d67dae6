//! The frame around every page: app bar, navigation, toast.

pub mod app_bar;
pub mod bottom_bar;
pub mod frame;
pub mod navigation;
pub mod opening;
pub mod plan_bar;
