//! Properties of pictures: whatever the plan, nothing leaves the canvas, labels keep apart, rows keep their order.

use proptest::prelude::*;
use wavewright::domain::example::Example;
use wavewright::domain::figures::Figures;
use wavewright::domain::figures::schedule::{WorkBar, schedule};
use wavewright::domain::model::document::Document;
use wavewright::domain::model::entry::CatalogueGroup;
use wavewright::domain::model::ids::{EntryId, WaveId};
use wavewright::domain::model::scalar::Date;
use wavewright::domain::model::scenario::Scenario;
use wavewright::domain::model::wave::{Blackout, Wave, WaveItem};
use wavewright::domain::picture::balance::give_and_take;
use wavewright::domain::picture::beside::beside;
use wavewright::domain::picture::capacity::{capacity, capacity_by_role};
use wavewright::domain::picture::caption::captioned;
use wavewright::domain::picture::dependencies::dependencies;
use wavewright::domain::picture::gantt::baseline::Baseline;
use wavewright::domain::picture::gantt::{GanttOptions, gantt};
use wavewright::domain::picture::heat::heat;
use wavewright::domain::picture::lettering::text_box;
use wavewright::domain::picture::load_heat::{load_heat, month_heat};
use wavewright::domain::picture::period::Period;
use wavewright::domain::picture::primitives::{Form, Picture, Shape, Target, View};
use wavewright::domain::picture::roadmap::{RoadmapOptions, roadmap, roadmap_table};
use wavewright::domain::picture::run_horizon::horizon;
use wavewright::domain::picture::stakeholders::stakeholder_map;
use wavewright::domain::picture::svg;
use wavewright::domain::picture::value_effort::value_effort;
use wavewright::domain::picture::value_strip::value_strip;
use wavewright::domain::whatif::scenario::side_by_side;

/// Takes an item out of one wave and puts it into another; the numbers are folded into the plan's size.
#[derive(Clone, Debug)]
struct Move {
    from_wave: usize,
    item: usize,
    to_wave: usize,
    place: usize,
    launch_day: Option<i16>,
}

fn any_move() -> impl Strategy<Value = Move> {
    (any::<usize>(), any::<usize>(), any::<usize>(), any::<usize>(), proptest::option::of(0_i16..900))
        .prop_map(|(from_wave, item, to_wave, place, launch_day)| Move {
            from_wave,
            item,
            to_wave,
            place,
            launch_day,
        })
}

fn day(number: i16) -> Date {
    Date::new(
        2027 + number / 372,
        i8::try_from(number / 31 % 12 + 1).unwrap(),
        i8::try_from(number % 28 + 1).unwrap(),
    )
    .unwrap()
}

fn any_plan() -> impl Strategy<Value = Document> {
    let name = "[A-Za-zÅøß漢 ,&<-]{0,60}";
    (
        prop_oneof![Just(Example::Norvik), Just(Example::Halden), Just(Example::Naive)],
        proptest::collection::vec(any_move(), 0..40),
        0_usize..14,
        proptest::collection::vec((0_i16..900, name), 0..6),
        name,
        proptest::option::of(0_i16..900),
    )
        .prop_map(|(example, moves, more_waves, events, goal, approved)| {
            let mut document = example.document().unwrap();
            for number in 0..more_waves {
                let id = WaveId(9_000 + number as u64);
                document.waves.push(Wave { id, goal: goal.clone(), ..Wave::default() });
            }
            for Move { from_wave, item, to_wave, place, launch_day } in moves {
                let wave_count = document.waves.len();
                let from = &mut document.waves[from_wave % wave_count].items;
                if from.is_empty() {
                    continue;
                }
                let mut taken = from.remove(item % from.len());
                taken.launch_date = launch_day.map(day);
                let to = &mut document.waves[to_wave % wave_count].items;
                to.insert(place % (to.len() + 1), taken);
            }
            document.foundation.approved_on = approved.map(day);
            for (number, reason) in events {
                let from = Some(day(number));
                document.waves[0].blackouts.push(Blackout { from, to: from, reason, ..Blackout::default() });
            }
            document
        })
}

fn draw(document: &Document, options: &RoadmapOptions) -> Picture {
    roadmap(document, &Figures::of(document), options)
}

fn edges(shape: &Shape) -> (f64, f64, f64, f64) {
    let around = |points: &[(f64, f64)]| {
        points.iter().fold((f64::MAX, f64::MAX, f64::MIN, f64::MIN), |(left, top, right, bottom), (x, y)| {
            (left.min(*x), top.min(*y), right.max(*x), bottom.max(*y))
        })
    };
    match &shape.form {
        Form::Rect { x, y, width, height, .. } => (*x, *y, x + width, y + height),
        Form::Line { from, to } => around(&[*from, *to]),
        Form::Path { points, .. } | Form::Flow { points } => around(points),
        Form::Diamond { centre: (x, y), radius } | Form::Circle { centre: (x, y), radius } => {
            (x - radius, y - radius, x + radius, y + radius)
        }
        Form::Text { .. } => text_box(shape).unwrap(),
    }
}

fn check_inside(picture: &Picture) -> Result<(), TestCaseError> {
    for shape in &picture.shapes {
        let (left, top, right, bottom) = edges(shape);
        let inside = left >= -0.01
            && top >= -0.01
            && right <= picture.width + 0.01
            && bottom <= picture.height + 0.01
            && [left, top, right, bottom].iter().all(|edge| edge.is_finite());
        prop_assert!(inside, "{shape:?} leaves {} × {}", picture.width, picture.height);
    }
    Ok(())
}

fn check_labels_apart(picture: &Picture) -> Result<(), TestCaseError> {
    let labels: Vec<_> = picture.shapes.iter().filter_map(|shape| Some((shape, text_box(shape)?))).collect();
    for (index, (shape, a)) in labels.iter().enumerate() {
        for (other, b) in &labels[index + 1..] {
            let apart = a.2 <= b.0 + 0.01 || b.2 <= a.0 + 0.01 || a.3 <= b.1 + 0.01 || b.3 <= a.1 + 0.01;
            prop_assert!(apart, "{shape:?} and {other:?}");
        }
    }
    Ok(())
}

/// Text on something that can be pressed can be pressed.
fn check_presses(picture: &Picture) -> Result<(), TestCaseError> {
    let is_on = |text: (f64, f64, f64, f64), ground: &Shape| {
        let (left, top, right, bottom) = edges(ground);
        left <= text.0 && top <= text.1 && text.2 <= right && text.3 <= bottom
    };
    for (index, shape) in picture.shapes.iter().enumerate() {
        let Some(place) = text_box(shape) else { continue };
        let is_pressed =
            |ground: &&Shape| matches!(ground.form, Form::Rect { .. }) && ground.target.is_some();
        let ground = picture.shapes[..index].iter().rev().filter(is_pressed).find(|one| is_on(place, one));
        prop_assert!(ground.is_none() || shape.target.is_some(), "{shape:?} lies on {ground:?}");
    }
    Ok(())
}

fn drawn_entries(picture: &Picture) -> Vec<EntryId> {
    let mut bars: Vec<(&f64, &EntryId)> = picture
        .shapes
        .iter()
        .filter(|shape| shape.class == "bar")
        .filter_map(|shape| match (&shape.form, &shape.target) {
            (Form::Rect { y, .. }, Some(Target::Entry(entry))) => Some((y, entry)),
            _ => None,
        })
        .collect();
    bars.sort_by(|a, b| a.0.total_cmp(b.0));
    bars.into_iter().map(|(_, entry)| entry.clone()).collect()
}

/// Rows of the lanes: groups in catalogue order, within a group by wave and order of work.
fn check_order(document: &Document, picture: &Picture) -> Result<(), TestCaseError> {
    let figures = Figures::of(document);
    let lane = |entry: &EntryId| {
        let group = figures.entry(entry).map(|entry| entry.group);
        CatalogueGroup::ALL.iter().position(|candidate| Some(*candidate) == group)
    };
    let keys: Vec<_> =
        drawn_entries(picture).iter().map(|entry| (lane(entry), document.place_of(entry))).collect();
    prop_assert!(keys.is_sorted(), "{keys:?}");
    Ok(())
}

/// Every view of a plan at a width, with its name.
fn views(document: &Document, width: f64) -> Vec<(&'static str, View)> {
    let figures = Figures::of(document);
    let focus = document.waves.iter().flat_map(|wave| &wave.items).last().map(|item| item.entry.clone());
    vec![
        ("heat", heat(&load_heat(document, &figures), width)),
        ("month heat", heat(&month_heat(document, &figures), width)),
        ("capacity", capacity(document, &figures, Period::Waves, width)),
        ("capacity by month", capacity(document, &figures, Period::Months, width)),
        ("horizon", horizon(document, &figures, width)),
        ("value", value_strip(document, &figures, width)),
        ("value against effort", value_effort(document, &figures, width)),
        ("stakeholders", stakeholder_map(document, &figures, width)),
        ("balance", give_and_take(document, &figures, width)),
        ("roles", capacity_by_role(document, &figures, Period::Waves, width)),
        ("roles by month", capacity_by_role(document, &figures, Period::Months, width)),
        (
            "gantt",
            gantt(
                document,
                &figures,
                &GanttOptions { width, today: Some(day(120)), ..GanttOptions::default() },
            ),
        ),
        (
            "gantt of one",
            gantt(
                document,
                &figures,
                &GanttOptions { width, focus: focus.as_ref(), ..GanttOptions::default() },
            ),
        ),
        ("gantt against a baseline", against_baseline(document, &figures, width)),
        ("beside", beside(&side_by_side(plans_beside(document)), width)),
        ("links", dependencies(document, &figures, None, width)),
        ("links of one", dependencies(document, &figures, focus.as_ref(), width)),
    ]
}

/// The example beside the plan, so that both have something to show.
fn plans_beside(document: &Document) -> Vec<(String, Document)> {
    vec![
        ("A plan with quite a long name".to_owned(), document.clone()),
        ("Halden".to_owned(), Example::Halden.document().unwrap()),
        ("Norvik".to_owned(), Example::Norvik.document().unwrap()),
    ]
}

/// Against the example that has the most waves: some entries moved, some are new, some gone.
fn against_baseline(document: &Document, figures: &Figures, width: f64) -> View {
    let waves = Example::Halden.document().unwrap().waves;
    let kept = Scenario { waves, name: "As approved".to_owned(), ..Scenario::default() };
    let baseline = Baseline::of(document, &kept);
    let options =
        GanttOptions { width, today: Some(day(120)), baseline: Some(&baseline), ..GanttOptions::default() };
    gantt(document, figures, &options)
}

fn check_views(document: &Document, width: f64) -> Result<(), TestCaseError> {
    for (name, View { picture, table }) in views(document, width) {
        check_inside(&picture).map_err(|error| TestCaseError::fail(format!("{name}: {error}")))?;
        check_labels_apart(&picture).map_err(|error| TestCaseError::fail(format!("{name}: {error}")))?;
        check_presses(&picture).map_err(|error| TestCaseError::fail(format!("{name}: {error}")))?;
        prop_assert!(!picture.title.is_empty() && !picture.summary.is_empty(), "{name} says nothing");
        let whole = captioned(&picture, document, name, Some(day(120)));
        check_inside(&whole).map_err(|error| TestCaseError::fail(format!("{name} in a file: {error}")))?;
        check_labels_apart(&whole)
            .map_err(|error| TestCaseError::fail(format!("{name} in a file: {error}")))?;
        prop_assert!(table.rows.iter().all(|row| row.len() == table.columns.len()), "{name}: ragged table");
    }
    Ok(())
}

/// The rows of the Gantt chart: by wave and order of work.
fn check_gantt_order(document: &Document) -> Result<(), TestCaseError> {
    let view = gantt(document, &Figures::of(document), &GanttOptions::default());
    let mut bars: Vec<(f64, EntryId)> = view
        .picture
        .shapes
        .iter()
        .filter(|shape| shape.class.starts_with("gantt-"))
        .filter_map(|shape| match (&shape.form, &shape.target) {
            (Form::Rect { y, .. }, Some(Target::Entry(entry))) => Some((*y, entry.clone())),
            _ => None,
        })
        .collect();
    bars.sort_by(|a, b| a.0.total_cmp(&b.0));
    let places: Vec<_> = bars.iter().map(|(_, entry)| document.place_of(entry)).collect();
    prop_assert!(places.is_sorted(), "{places:?}");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn a_roadmap_stays_inside_and_keeps_labels_apart(
        document in any_plan(),
        width in 480.0_f64..1900.0,
        bars_at_most in 0_usize..50,
        row_height in 10.0_f64..50.0,
    ) {
        let options = RoadmapOptions { width, bars_at_most, row_height, today: Some(day(120)) };
        let picture = draw(&document, &options);
        check_inside(&picture)?;
        check_labels_apart(&picture)?;
        check_presses(&picture)?;
        check_order(&document, &picture)?;
        let placed = schedule(&document, &Figures::of(&document)).len();
        prop_assert_eq!(drawn_entries(&picture).len(), placed.min(bars_at_most));
    }

    #[test]
    fn every_view_stays_inside_and_keeps_labels_apart(document in any_plan(), width in 200.0_f64..1900.0) {
        check_views(&document, width)?;
        check_gantt_order(&document)?;
    }

    #[test]
    fn nothing_is_begun_or_launched_before_what_it_needs_in_its_wave(document in any_plan()) {
        let figures = Figures::of(&document);
        let bars = schedule(&document, &figures);
        let is_free = |bar: &WorkBar| document.waves[bar.wave - 1].items[bar.place - 1].launch_date.is_none();
        for bar in &bars {
            let needed = &figures.entry(&bar.entry).unwrap().prerequisites;
            let beside = bars.iter().filter(|other| other.wave == bar.wave);
            for other in beside.filter(|other| needed.iter().any(|needed| needed.entry == other.entry)) {
                let span = figures.spans[bar.wave - 1];
                prop_assert!(!is_free(bar) || other.to.min(span.end) <= bar.to, "{other:?} before {bar:?}");
                prop_assert!(!is_free(other) || other.from <= bar.from.max(span.start), "{other:?} before {bar:?}");
            }
        }
    }

    #[test]
    fn work_stays_in_its_wave_unless_a_launch_day_was_entered(document in any_plan()) {
        let figures = Figures::of(&document);
        for bar in schedule(&document, &figures) {
            let span = figures.spans[bar.wave - 1];
            let entered = document.waves[bar.wave - 1].items[bar.place - 1].launch_date;
            prop_assert!(bar.from <= bar.to);
            match entered {
                Some(day) => prop_assert_eq!(bar.to, day),
                None => prop_assert!(span.contains(bar.from) && span.contains(bar.to), "{bar:?} in {span:?}"),
            }
        }
    }
}

#[test]
fn the_examples_keep_their_labels_at_every_width() {
    for example in Example::ALL {
        let document = example.document().unwrap();
        for width in [480.0, 700.0, 1000.0, 1176.0, 1600.0] {
            let picture = draw(&document, &RoadmapOptions { width, ..RoadmapOptions::default() });
            check_inside(&picture).unwrap();
            check_labels_apart(&picture).unwrap();
        }
    }
}

#[test]
fn odd_plans_are_drawn() {
    let mut document = Example::Norvik.document().unwrap();
    document.foundation.staff_plan.clear();
    document.waves[1].items.push(WaveItem { entry: EntryId::from("no-such-entry"), ..WaveItem::default() });
    let picture = draw(&document, &RoadmapOptions { width: f64::NAN, ..RoadmapOptions::default() });
    check_inside(&picture).unwrap();
    check_labels_apart(&picture).unwrap();
    assert_eq!(roadmap_table(&document, &Figures::of(&document)).rows.len(), 15);
}

#[test]
fn views_of_an_empty_plan_say_so() {
    for document in [Document::default(), {
        let mut document = Example::Norvik.document().unwrap();
        document.waves.iter_mut().for_each(|wave| wave.items.clear());
        document
    }] {
        check_views(&document, 700.0).unwrap();
    }
}

#[test]
fn drawings_are_light_whatever_the_screen_is() {
    let document = Example::Norvik.document().unwrap();
    for (name, view) in views(&document, 900.0) {
        let file = svg::file(&view.picture);
        assert!(file.contains(r#"<rect class="chart-ground""#) && file.contains("#ffffff"), "{name}");
        assert!(!file.contains("var(--"), "{name} depends on the page's theme");
        for shape in &view.picture.shapes {
            let is_styled = svg::STYLE.contains(&format!(".{}", shape.class));
            assert!(is_styled || shape.class == "chart-label", "{name}: no colour for {}", shape.class);
        }
    }
}
