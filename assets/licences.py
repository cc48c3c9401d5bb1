"""Writes the libraries that Fieldproof ships as JSON: [name, version, licence] a row.

Rust crates come from `cargo metadata` (what the app, its window and its command line link on Linux; build
and test dependencies are not shipped), npm packages from ui/package-lock.json.
"""

import json
import subprocess
import sys

SHIPPED_CRATES = {"field-app", "field-cli", "fieldproof-desktop"}
# What ends up in the built page; `svelte` is a build tool whose run-time part is shipped.
SHIPPED_NPM = {"@fontsource-variable/inter", "@lucide/svelte", "@tauri-apps/api", "signature_pad", "svelte"}
PLATFORM = "x86_64-unknown-linux-gnu"

command = ["cargo", "metadata", "--format-version", "1", "--locked", "--filter-platform", PLATFORM]
metadata = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
packages = {package["id"]: package for package in metadata["packages"]}
nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}

waiting = [id for id, package in packages.items() if package["name"] in SHIPPED_CRATES]
linked = set()
while waiting:
    id = waiting.pop()
    if id in linked:
        continue
    linked.add(id)
    for dependency in nodes[id]["deps"]:
        if any(kind["kind"] is None for kind in dependency["dep_kinds"]):
            waiting.append(dependency["pkg"])

rows = set()
for id in linked:
    package = packages[id]
    if package["source"]:
        licence = package["license"] or "see " + (package["license_file"] or "its sources")
        rows.add((package["name"], package["version"], licence.replace("/", " OR ")))

with open("ui/package-lock.json") as file:
    lock = json.load(file)["packages"]
npm = [(name, lock["node_modules/" + name]["version"], lock["node_modules/" + name]["license"]) for name in SHIPPED_NPM]

lines = [json.dumps(row) for row in sorted(rows) + sorted(npm)]
sys.stdout.write("[\n" + ",\n".join(lines) + "\n]\n")
