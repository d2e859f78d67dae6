//! `wavewright report`: writes a document of a plan as HTML or Markdown.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use wavewright::domain::catalogue::builtin_entries;
use wavewright::domain::figures::Figures;
use wavewright::domain::file::load::load;
use wavewright::domain::model::scalar::Date;
use wavewright::domain::model::validate::BuiltInEntries;
use wavewright::domain::report::html::{self, Paper};
use wavewright::domain::report::{DocumentKind, Edition, Report, build, markdown};

use crate::command_line::Outcome;

/// The name that asks for every document that this version can write.
const ALL: &str = "all";

/// What `report` is given.
#[derive(clap::Args)]
pub struct Arguments {
    /// A plan file; "-" reads standard input.
    file: PathBuf,
    /// One of the twelve documents, such as charter, deployment or roadmap; "all" for those that can be written.
    #[arg(long, value_name = "D")]
    document: String,
    /// How it is written.
    #[arg(long, value_enum, default_value_t = Format::Html)]
    format: Format,
    /// Paper for printing the HTML file.
    #[arg(long, value_enum, default_value_t = PaperName::A4)]
    paper: PaperName,
    /// Where it goes; standard output without it.
    #[arg(short, long, value_name = "OUT")]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    /// One self-contained HTML file.
    Html,
    /// Markdown.
    Md,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum PaperName {
    /// 210 by 297 mm.
    A4,
    /// 8.5 by 11 inches.
    Letter,
}

/// Runs the command. What was mended in the file is told on standard error.
pub fn run(arguments: &Arguments) -> Outcome {
    match report(arguments) {
        Ok(()) => Outcome::Good,
        Err(reason) => Outcome::Refused(reason),
    }
}

fn report(arguments: &Arguments) -> Result<(), String> {
    let kinds = kinds(&arguments.document)?;
    let shown = arguments.file.display();
    let bytes = read(&arguments.file).map_err(|error| format!("{shown}: {error}"))?;
    let built_in = BuiltInEntries::from_entries(builtin_entries());
    let loaded = load(&bytes, &built_in).map_err(|error| format!("{shown}: {error}"))?;
    for repair in &loaded.repairs {
        // Nothing is left to do if the terminal is gone.
        let _ = writeln!(std::io::stderr(), "{shown}: {repair}");
    }
    let (file, figures) = (&loaded.file, Figures::of(&loaded.file.document));
    let saved_on = file.saved_at.get(..10).and_then(|day| Date::parse(day).ok());
    let edition = Edition { revision: Some(file.revision), date: saved_on.or(file.document.plan.changed) };
    let reports = kinds
        .into_iter()
        .map(|kind| build(kind, &file.document, &figures, edition))
        .collect::<Result<Vec<Report>, _>>()
        .map_err(|error| error.to_string())?;
    let paper = match arguments.paper {
        PaperName::A4 => Paper::A4,
        PaperName::Letter => Paper::Letter,
    };
    let text = match arguments.format {
        Format::Html => html::pages(&reports, paper),
        Format::Md => markdown::texts(&reports),
    };
    match &arguments.out {
        Some(out) => std::fs::write(out, text).map_err(|error| format!("{}: {error}", out.display())),
        None => std::io::stdout()
            .lock()
            .write_all(text.as_bytes())
            .map_err(|error| format!("standard output: {error}")),
    }
}

fn kinds(name: &str) -> Result<Vec<DocumentKind>, String> {
    if name.eq_ignore_ascii_case(ALL) {
        return Ok(DocumentKind::available().collect());
    }
    name.parse().map(|kind| vec![kind]).map_err(|error| format!("{error}"))
}

fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes)?;
        return Ok(bytes);
    }
    std::fs::read(path)
}
