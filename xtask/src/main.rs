//! The developer commands of Wavewright: `cargo xtask start`, `test`, `bundle`, `serve`, `size` and `bench`.

mod arguments;
mod bench;
mod browsers;
mod bundle;
mod checks;
mod failure;
mod fingerprint;
mod halves;
mod hosting;
mod page;
mod process;
mod project;
mod server;
mod single_file;
mod size;
mod split;
#[cfg(test)]
mod test_folder;
mod tools;

use arguments::Task;
use failure::Failure;
use project::Project;
use std::{env, process::ExitCode};

fn main() -> ExitCode {
    let task = match arguments::parse(env::args().skip(1)) {
        Ok(task) => task,
        Err(failure) => {
            eprintln!("{failure}\n\n{}", arguments::USAGE);
            return ExitCode::from(2);
        }
    };
    match run(&task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("xtask: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: &Task) -> Result<(), Failure> {
    let project = Project::find()?;
    match task {
        Task::Help => {
            eprintln!("{}", arguments::USAGE);
            Ok(())
        }
        Task::Start { port, builds } => {
            if *builds {
                bundle::bring_up_to_date(&project)?;
            }
            server::serve(&project.dist(), *port)
        }
        Task::Serve { port, dir } => server::serve(&project.root().join(dir), *port),
        Task::Bundle => bundle::build(&project),
        Task::Size => {
            bundle::bring_up_to_date(&project)?;
            size::check(&project)
        }
        Task::Bench(settings) => bench::run(&project, settings),
        Task::Test { is_quick } => checks::run(&project, *is_quick),
    }
}
