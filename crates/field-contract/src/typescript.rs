//! The TypeScript of all commands and types. `cargo xtask codegen` writes it into `ui/`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use ts_rs::{Config, TS, TypeVisitor};

use crate::commands::{COMMANDS, Effect};
use crate::error::AppError;
use crate::topics::Topic;

/// The declarations that the commands need, by name.
#[derive(Default)]
pub struct TypeNames {
    config: Config,
    declarations: BTreeMap<String, String>,
}

impl TypeNames {
    /// The TypeScript name of `T`; its declaration and those it needs are remembered.
    pub fn name<T: TS + 'static + ?Sized>(&mut self) -> String {
        self.visit::<T>();
        T::visit_generics(self);
        T::visit_dependencies(self);
        T::name(&self.config)
    }
}

impl TypeVisitor for TypeNames {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if T::output_path().is_none() {
            return;
        }
        let name = T::ident(&self.config);
        if self.declarations.contains_key(&name) {
            return;
        }
        let declaration = T::decl(&self.config);
        let docs = T::docs().unwrap_or_default();
        self.declarations.insert(name, format!("{docs}export {declaration}"));
        T::visit_generics(self);
        T::visit_dependencies(self);
    }
}

/// The generated files.
pub struct Generated {
    /// `ui/src/lib/ipc/generated/types.ts`.
    pub types: String,
    /// `ui/src/lib/ipc/generated/commands.ts`.
    pub commands: String,
}

const HEADER: &str =
    "// Made by `cargo xtask codegen` from crates/field-contract. Do not edit.\n\n";

/// Makes the TypeScript of all commands.
///
/// # Panics
/// Never: topics are plain names.
#[must_use]
pub fn typescript() -> Generated {
    let mut types = TypeNames::default();
    types.name::<AppError>();
    types.name::<Topic>();
    let mut signatures = String::new();
    let mut effects = String::new();
    for command in COMMANDS {
        let (args, output) = (command.names)(&mut types);
        let name = command.name;
        let (verb, topics) = match command.effect {
            Effect::Reads(topics) => ("reads", topics),
            Effect::Changes(topics) => ("changes", topics),
        };
        let topics = serde_json::to_string(topics).expect("topics are plain names");
        // Writing to a String cannot fail.
        let _ = writeln!(signatures, "  {name}: {{ args: {args}; output: {output} }};");
        let _ = writeln!(effects, "  {name}: {{ {verb}: {topics} }},");
    }
    let used: BTreeSet<&str> = signatures.split(|sign: char| !sign.is_alphanumeric()).collect();
    let imports: Vec<&str> =
        types.declarations.keys().map(String::as_str).filter(|name| used.contains(name)).collect();
    let imports = imports.join(",\n  ");
    let commands = format!(
        "{HEADER}import type {{\n  {imports},\n}} from \"./types\";\n\n\
         /** Every command: what goes in and what comes out. */\n\
         export interface Commands {{\n{signatures}}}\n\n\
         /** Which topics a command reads or changes. */\n\
         export const EFFECTS = {{\n{effects}}} as const;\n"
    );
    let mut body = types.declarations.values().cloned().collect::<Vec<_>>().join("\n\n");
    body.push('\n');
    Generated { types: format!("{HEADER}{body}"), commands }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_and_its_types_are_written() {
        let generated = typescript();
        for command in COMMANDS {
            assert!(generated.commands.contains(command.name), "{} is missing", command.name);
        }
        assert!(generated.types.contains("export type InspectionDetail"), "types are declared");
        assert!(!generated.types.contains("bigint"), "JSON has no 64-bit integers");
    }
}
