//! Starts the planner worker.

fn main() {
    wavewright::browser::worker::host::serve();
}
