//! Domain tests: golden numbers, properties, architecture.

#[cfg(test)]
mod planner_corpus;
#[cfg(test)]
mod planner_judge;
#[cfg(test)]
mod planner_oracle;
#[cfg(test)]
mod planner_properties;
