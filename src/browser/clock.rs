//! The one place that reads the time and draws random numbers. Everything else is given them as values.

use jiff::civil;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::domain::model::ids::ID_MAX;
use crate::domain::model::scalar::Date;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    fn performance_now() -> f64;

    #[wasm_bindgen(catch, js_namespace = crypto, js_name = getRandomValues)]
    fn fill_randomly(words: &js_sys::Uint32Array) -> Result<js_sys::Object, wasm_bindgen::JsValue>;
}

/// Today where the user is.
pub fn today() -> Date {
    let now = js_sys::Date::new_0();
    // JavaScript counts months from 0. A clock outside the calendar of plans gives the format's default day.
    let (year, month, day) = (now.get_full_year(), now.get_month() + 1, now.get_date());
    let (year, month, day) = (i16::try_from(year), i8::try_from(month), i8::try_from(day));
    let (Ok(year), Ok(month), Ok(day)) = (year, month, day) else { return Date::default() };
    civil::Date::new(year, month, day).map_or_else(|_| Date::default(), Date::clamped)
}

/// Now in UTC, as saved files write it: `2027-03-12T09:30:00Z`.
pub fn timestamp() -> String {
    let text = String::from(js_sys::Date::new_0().to_iso_string());
    match text.split_once('.') {
        Some((seconds, _)) => format!("{seconds}Z"),
        None => text,
    }
}

/// A timestamp of this module, or any other that browsers read, as local time of day: `14:02`. Empty if it is none.
pub fn local_time_of_day(timestamp: &str) -> String {
    let time = js_sys::Date::new(&timestamp.into());
    if time.get_time().is_nan() {
        return String::new();
    }
    format!("{:02}:{:02}", time.get_hours(), time.get_minutes())
}

/// The day, where the user is, of a timestamp.
pub fn local_day(timestamp: &str) -> Option<Date> {
    let time = js_sys::Date::new(&timestamp.into());
    let year = i16::try_from(time.get_full_year()).ok()?;
    let month = i8::try_from(time.get_month() + 1).ok()?;
    let day = i8::try_from(time.get_date()).ok()?;
    if time.get_time().is_nan() { None } else { Date::new(year, month, day).ok() }
}

/// Milliseconds since the page or the worker started. Never goes back.
pub fn elapsed_millis() -> f64 {
    performance_now()
}

/// Milliseconds since 1970, for telling how long ago something was.
pub fn epoch_millis() -> f64 {
    js_sys::Date::now()
}

/// A random id, 1 to 2^53 − 1.
pub fn random_id() -> u64 {
    let words = js_sys::Uint32Array::new_with_length(2);
    if fill_randomly(&words).is_err() {
        // No browser that runs this app lacks it; if one did, ids would still differ within a plan.
        let random = || (js_sys::Math::random() * f64::from(u32::MAX)) as u32;
        words.set_index(0, random());
        words.set_index(1, random());
    }
    let number = u64::from(words.get_index(0)) << 32 | u64::from(words.get_index(1));
    (number & ID_MAX).max(1)
}
