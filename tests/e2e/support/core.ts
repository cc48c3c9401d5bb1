import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { resolve } from "node:path";
import type { Scenario } from "./scenario";

const ROOT = resolve(import.meta.dirname, "../../..");
const BIN = process.env["FIELDPROOF_BIN_DIR"] ?? resolve(ROOT, "target/debug");

/** A scenario with photos and voice is looked at by engines that were built without optimising all. */
const START_MS_MAX = 100_000;

/** The real core over loopback HTTP, with a store that goes when it ends. */
export class Core {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  /** `env` is added to the environment of the core, such as where its microphone is. */
  static async start(scenario: Scenario, env: Record<string, string> = {}): Promise<Core> {
    const child = spawn(
      resolve(BIN, "field-devserver"),
      ["--listen", "127.0.0.1:0", "--ui", resolve(ROOT, "ui/dist"), "--scenario", scenario],
      // A backtrace of the core says nothing about a page.
      { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, RUST_BACKTRACE: "0", ...env } },
    );
    let complaints = "";
    child.stderr.on("data", (chunk: Buffer) => (complaints += chunk.toString()));
    const url = await new Promise<string>((found, failed) => {
      const timer = setTimeout(() => failed(new Error(`${scenario}: no core\n${complaints}`)), START_MS_MAX);
      createInterface({ input: child.stdout }).on("line", (line) => {
        const listening = /^listening (http:\/\/\S+)$/.exec(line)?.[1];
        if (!listening) return;
        clearTimeout(timer);
        found(listening);
      });
      child.once("error", failed);
      child.once("exit", (code) => failed(new Error(`${scenario}: the core ended (${code})\n${complaints}`)));
    });
    return new Core(child, url);
  }

  /** Ends it; its folder goes with it. */
  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = new Promise((resume) => this.child.once("exit", resume));
    this.child.kill("SIGINT");
    // A call that waits for changes may hold it up.
    const timer = setTimeout(() => this.child.kill("SIGKILL"), 2000);
    await ended;
    clearTimeout(timer);
  }
}
