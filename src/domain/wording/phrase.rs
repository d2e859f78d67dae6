//! Dates, spans, amounts and lists as people read them.

use crate::domain::figures::number::{fixed, round_half_up, short};
use crate::domain::figures::timeline::WaveSpan;
use crate::domain::model::plan::{Currency, DateFormat};
use crate::domain::model::scalar::Date;

use super::t;

/// A day in the form that the plan asks for.
pub fn date(format: DateFormat, date: Date) -> String {
    let (year, month, day) = date.parts();
    match format {
        DateFormat::Long => format!("{day} {} {year}", month_name(month)),
        DateFormat::DayMonthYear => format!("{day:02}/{month:02}/{year}"),
        DateFormat::MonthDayYear => format!("{month:02}/{day:02}/{year}"),
        DateFormat::Iso => date.to_string(),
    }
}

/// Name of a month, 1 to 12.
pub fn month_name(month: i8) -> &'static str {
    t(&format!("phrase.month.{month}"))
}

/// Short name of a month, 1 to 12.
pub fn month_short(month: i8) -> &'static str {
    t(&format!("phrase.month_short.{month}"))
}

/// A month with its year: "March 2027".
pub fn month_of(date: Date) -> String {
    let (year, month, _) = date.parts();
    format!("{} {year}", month_name(month))
}

/// The time of a wave: "Q1 2027" where it is a quarter of the calendar, else "Jan – Apr 2027".
pub fn period(span: &WaveSpan) -> String {
    let ((year, month, day), (end_year, end_month, _)) = (span.start.parts(), span.end.parts());
    let is_quarter = day == 1
        && month % 3 == 1
        && year == end_year
        && end_month == month + 2
        && (span.months - 3.0).abs() < 1e-9;
    if is_quarter {
        format!("Q{} {year}", (month - 1) / 3 + 1)
    } else if year == end_year && month == end_month {
        format!("{} {year}", month_short(month))
    } else if year == end_year {
        format!("{} – {} {year}", month_short(month), month_short(end_month))
    } else {
        format!("{} {year} – {} {end_year}", month_short(month), month_short(end_month))
    }
}

/// A number up to twelve as a word, others in figures.
pub fn number_word(number: usize) -> String {
    if number <= 12 { t(&format!("phrase.number.{number}")).to_owned() } else { number.to_string() }
}

/// The text with its first letter large.
pub fn sentence_start(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The text as a sentence: with a full stop where it ends without a mark. Empty stays empty.
pub fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.is_empty() || text.ends_with(['.', '!', '?', '…', ':']) {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}

/// "a, b and c".
pub fn list(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} {} {last}", first.join(", "), t("phrase.and")),
    }
}

/// Person-days with one decimal where it is needed: "76.8".
pub fn days(value: f64) -> String {
    short(value, 1)
}

/// Money in whole units with its currency: "280,250 EUR".
pub fn money(currency: Currency, units: f64) -> String {
    format!("{} {}", thousands(units), currency_code(currency))
}

/// A whole number with commas: "280,250".
pub fn thousands(value: f64) -> String {
    let figures = fixed(round_half_up(value.abs(), 0), 0);
    let mut grouped = String::new();
    for (index, figure) in figures.chars().enumerate() {
        if index > 0 && (figures.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(figure);
    }
    if value < -0.5 { format!("-{grouped}") } else { grouped }
}

fn currency_code(currency: Currency) -> &'static str {
    match currency {
        Currency::Eur => "EUR",
        Currency::Usd => "USD",
        Currency::Gbp => "GBP",
        Currency::Chf => "CHF",
        Currency::Sek => "SEK",
        Currency::Nok => "NOK",
        Currency::Dkk => "DKK",
        Currency::Pln => "PLN",
        Currency::Czk => "CZK",
        Currency::Cad => "CAD",
        Currency::Aud => "AUD",
        Currency::Inr => "INR",
        Currency::Jpy => "JPY",
        Currency::Brl => "BRL",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn days_follow_the_form_of_the_plan() {
        let march = day("2027-03-02");
        for (format, expected) in [
            (DateFormat::Long, "2 March 2027"),
            (DateFormat::DayMonthYear, "02/03/2027"),
            (DateFormat::MonthDayYear, "03/02/2027"),
            (DateFormat::Iso, "2027-03-02"),
        ] {
            assert_eq!(date(format, march), expected);
        }
    }

    #[test]
    fn quarters_have_a_name_of_their_own() {
        let span = |start, end, months| WaveSpan { start: day(start), end: day(end), months };
        assert_eq!(period(&span("2027-04-01", "2027-06-30", 3.0)), "Q2 2027");
        assert_eq!(period(&span("2027-01-01", "2027-04-30", 4.0)), "Jan – Apr 2027");
        assert_eq!(period(&span("2027-11-01", "2028-01-31", 3.0)), "Nov 2027 – Jan 2028");
        assert_eq!(period(&span("2027-05-01", "2027-05-31", 1.0)), "May 2027");
    }

    #[test]
    fn amounts_and_lists_read_well() {
        assert_eq!(money(Currency::Eur, 280_250.0), "280,250 EUR");
        assert_eq!(thousands(999.5), "1,000");
        assert_eq!(thousands(-1234.0), "-1,234");
        assert_eq!(list(&["a".into(), "b".into(), "c".into()]), "a, b and c");
        assert_eq!(list(&["a".into()]), "a");
        assert_eq!(sentence("We help "), "We help.");
        assert_eq!(sentence_start(&number_word(4)), "Four");
        assert_eq!(number_word(15), "15");
    }
}
