//! Component tests in a headless browser.
