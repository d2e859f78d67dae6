//! What is on screen: the store, the addresses, the frame, the pages and their parts.

pub mod app;
pub mod components;
pub mod doors;
pub mod focus;
pub mod hooks;
pub mod pages;
pub mod panic;
pub mod plan_view;
pub mod route;
pub mod second_half;
pub mod session;
pub mod shell;
pub mod store;
