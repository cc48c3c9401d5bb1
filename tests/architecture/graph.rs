//! The dependencies of the workspace, as cargo resolves them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

use serde_json::Value;

use crate::root;

/// What the dependencies of the workspace are, on this kind of computer.
pub struct Graph {
    names: BTreeMap<String, String>,
    edges: BTreeMap<String, Vec<(String, BTreeSet<Kind>)>>,
    /// Folder of each of our crates.
    pub folders: BTreeMap<String, PathBuf>,
    ids: BTreeMap<String, String>,
}

/// What a dependency is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// It is built in.
    Normal,
    /// Only tests use it.
    Test,
    /// Only the build script uses it.
    Build,
}

impl Graph {
    /// What cargo says; asked once.
    pub fn read() -> &'static Self {
        static GRAPH: OnceLock<Graph> = OnceLock::new();
        GRAPH.get_or_init(Self::ask)
    }

    fn ask() -> Self {
        // Without a platform cargo wants the sources of every other platform as well.
        let output = Command::new(env!("CARGO"))
            .args(["metadata", "--format-version", "1", "--offline", "--locked"])
            .args(["--filter-platform", &platform()])
            .current_dir(root())
            .output()
            .expect("cargo runs this test and can be run");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "cargo metadata failed: {errors}");
        let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo writes JSON");

        let members: BTreeSet<_> = each(&metadata["workspace_members"]).map(as_text).collect();
        let mut graph = Self {
            names: BTreeMap::new(),
            edges: BTreeMap::new(),
            folders: BTreeMap::new(),
            ids: BTreeMap::new(),
        };
        for package in each(&metadata["packages"]) {
            let (id, name) = (as_text(&package["id"]), as_text(&package["name"]));
            if members.contains(&id) {
                let manifest = PathBuf::from(as_text(&package["manifest_path"]));
                let folder = manifest.parent().expect("a manifest lies in a folder");
                graph.folders.insert(name.clone(), folder.to_path_buf());
                graph.ids.insert(name.clone(), id.clone());
            }
            graph.names.insert(id, name);
        }
        for node in each(&metadata["resolve"]["nodes"]) {
            let to = each(&node["deps"])
                .map(|dep| (as_text(&dep["pkg"]), each(&dep["dep_kinds"]).map(kind).collect()))
                .collect();
            graph.edges.insert(as_text(&node["id"]), to);
        }
        graph
    }

    /// Names of our crates.
    pub fn members(&self) -> BTreeSet<&str> {
        self.ids.keys().map(String::as_str).collect()
    }

    /// What `name` itself depends on.
    pub fn direct(&self, name: &str, kind: Kind) -> BTreeSet<&str> {
        self.edges[&self.ids[name]]
            .iter()
            .filter(|(_, kinds)| kinds.contains(&kind))
            .map(|(id, _)| self.names[id].as_str())
            .collect()
    }

    /// Which of our crates `name` itself depends on.
    pub fn ours(&self, name: &str, kind: Kind) -> BTreeSet<&str> {
        let members = self.members();
        self.direct(name, kind).into_iter().filter(|other| members.contains(other)).collect()
    }

    /// What is built into `name`, without what comes only through `closed`.
    pub fn reached(&self, name: &str, closed: Option<&str>) -> BTreeSet<&str> {
        let mut reached = BTreeSet::new();
        let mut open = vec![self.ids[name].as_str()];
        while let Some(id) = open.pop() {
            let at = self.names[id].as_str();
            if Some(at) == closed || !reached.insert(at) {
                continue;
            }
            let normal = self.edges[id].iter().filter(|(_, kinds)| kinds.contains(&Kind::Normal));
            open.extend(normal.map(|(id, _)| id.as_str()));
        }
        reached
    }
}

fn kind(dependency: &Value) -> Kind {
    match dependency["kind"].as_str() {
        None => Kind::Normal,
        Some("dev") => Kind::Test,
        Some(_) => Kind::Build,
    }
}

/// This kind of computer, such as `x86_64-unknown-linux-gnu`.
fn platform() -> String {
    let output = Command::new("rustc")
        .arg("-vV")
        .current_dir(root())
        .output()
        .expect("rustc stands beside cargo");
    let about = String::from_utf8(output.stdout).expect("rustc writes text");
    let host = about.lines().find_map(|line| line.strip_prefix("host: "));
    host.expect("rustc names its host").to_owned()
}

fn each(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}

fn as_text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
