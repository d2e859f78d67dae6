//! Which functions and constants of the app the first half needs: all that can be reached from its start and its
//! exports without going through a door.

use super::links::{Links, Target};
use crate::failure::Failure;
use std::collections::{BTreeMap, BTreeSet};
use walrus::{
    ElementItems, ElementKind, FunctionId, FunctionKind, LocalFunction, Module,
    ir::{self, Visitor},
};

/// What the first half needs.
#[derive(Debug, Default)]
pub struct Reached {
    /// Its functions, imported ones among them; no doors.
    pub functions: BTreeSet<FunctionId>,
    /// The doors that it calls.
    pub doors: BTreeSet<FunctionId>,
    /// Its constants and variables, by their place in [`Links::data`].
    pub data: BTreeSet<usize>,
}

/// Follows the calls in the code and the addresses in the links. Both programs name a function alike.
pub fn reached(app: &Module, links: &Links, is_door: impl Fn(&str) -> bool) -> Result<Reached, Failure> {
    let mut by_name: BTreeMap<&str, Vec<FunctionId>> = BTreeMap::new();
    let names: BTreeMap<FunctionId, String> = app
        .funcs
        .iter()
        .map(|function| (function.id(), linked_name(function.name.as_deref().unwrap_or_default(), links)))
        .collect();
    for (id, name) in &names {
        by_name.entry(name).or_default().push(*id);
    }
    let mut reached = Reached::default();
    let mut functions: Vec<FunctionId> = app.start.into_iter().collect();
    functions.extend(app.exports.iter().filter_map(|export| match export.item {
        walrus::ExportItem::Function(function) => Some(function),
        _ => None,
    }));
    let mut data: Vec<usize> = Vec::new();
    loop {
        let targets = if let Some(function) = functions.pop() {
            let name = names.get(&function).map(String::as_str).unwrap_or_default();
            if is_door(name) {
                reached.doors.insert(function);
                continue;
            }
            if !reached.functions.insert(function) {
                continue;
            }
            if let FunctionKind::Local(local) = &app.funcs.get(function).kind {
                functions.extend(called(local));
                // A function that the linker does not know could hide an address.
                let is_known = links.functions.contains_key(name) || super::is_made_by_binding(name);
                if !is_known {
                    return Err(Failure::new(format!("The linker knows no function '{name}'.")));
                }
            }
            links.functions.get(name)
        } else if let Some(datum) = data.pop() {
            if !reached.data.insert(datum) {
                continue;
            }
            links.data.get(datum).map(|datum| &datum.targets)
        } else {
            return Ok(reached);
        };
        for target in targets.into_iter().flatten() {
            match target {
                Target::Function(name) => functions.extend(by_name.get(name.as_str()).into_iter().flatten()),
                Target::Data(datum) => data.push(*datum),
            }
        }
    }
}

/// The name of a function as the linker knows it. wasm-bindgen numbers functions of one name: `name[1]`.
fn linked_name(name: &str, links: &Links) -> String {
    let name = super::links::readable(name);
    let unnumbered = name.strip_suffix(']').and_then(|start| start.rsplit_once('[')).map(|(start, _)| start);
    match unnumbered {
        Some(start) if !links.functions.contains_key(&name) => start.to_owned(),
        _ => name,
    }
}

/// The functions that a function calls by their name.
fn called(function: &LocalFunction) -> BTreeSet<FunctionId> {
    #[derive(Default)]
    struct Calls(BTreeSet<FunctionId>);
    impl Visitor<'_> for Calls {
        fn visit_function_id(&mut self, function: &FunctionId) {
            self.0.insert(*function);
        }
    }
    let mut calls = Calls::default();
    ir::dfs_in_order(&mut calls, function, function.entry_block());
    calls.0
}

/// The functions of the table, by their place in it.
pub fn in_table(app: &Module) -> BTreeMap<u32, FunctionId> {
    let mut table = BTreeMap::new();
    for element in app.elements.iter() {
        if let (ElementKind::Active { offset, .. }, ElementItems::Functions(functions)) =
            (&element.kind, &element.items)
            && let walrus::ConstExpr::Value(ir::Value::I32(start)) = offset
        {
            table.extend((start.cast_unsigned()..).zip(functions.iter().copied()));
        }
    }
    table
}
