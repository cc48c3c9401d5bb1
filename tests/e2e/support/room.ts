import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** How long the sound server may take to answer on a loaded machine. */
const START_MS_MAX = 20_000;

/**
 * A room with a microphone: a sound server of its own whose loudspeaker is what the microphone hears. The core
 * records from it as from any other, through ALSA and PulseAudio.
 */
export class Room {
  private constructor(
    private readonly server: ChildProcess,
    private readonly folder: string,
    /** What a program needs to find the microphone. */
    readonly env: Record<string, string>,
  ) {}

  /** Whether this computer has the programs; without them there is no microphone to test. */
  static get isPossible(): boolean {
    try {
      execFileSync("pulseaudio", ["--version"], { stdio: "ignore" });
      execFileSync("pactl", ["--version"], { stdio: "ignore" });
      return true;
    } catch {
      return false;
    }
  }

  /** The environment of a program that finds no microphone at all. */
  static readonly NONE = { PULSE_SERVER: "unix:/nowhere", ALSA_CONFIG_PATH: "/dev/null" };

  static async open(): Promise<Room> {
    const folder = mkdtempSync(join(tmpdir(), "fieldproof-room-"));
    const socket = join(folder, "pulse.sock");
    const modules = ["module-null-sink sink_name=room", `module-native-protocol-unix socket=${socket} auth-anonymous=1`];
    const server = spawn(
      "pulseaudio",
      ["-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", ...modules.map((load) => `--load=${load}`)],
      // Nothing of the person's own sound server is read or touched.
      { stdio: "ignore", env: { ...process.env, HOME: folder, XDG_RUNTIME_DIR: folder } },
    );
    // The default microphone is this one, whatever the computer has besides.
    const config = join(folder, "asound.conf");
    writeFileSync(config, ["pcm", "ctl"].map((kind) => `${kind}.!default { type pulse server "unix:${socket}" }\n`).join(""));
    const room = new Room(server, folder, { PULSE_SERVER: `unix:${socket}`, ALSA_CONFIG_PATH: config });
    const startedMs = Date.now();
    while (!room.answers()) {
      if (Date.now() - startedMs > START_MS_MAX) throw new Error("the sound server does not answer");
      await new Promise((resume) => setTimeout(resume, 100));
    }
    return room;
  }

  private answers(): boolean {
    try {
      execFileSync("pactl", ["info"], { stdio: "ignore", env: { ...process.env, ...this.env } });
      return true;
    } catch {
      return false;
    }
  }

  /** Plays a WAV file aloud, to its end. */
  async play(file: string): Promise<void> {
    const player = spawn("paplay", [file], { stdio: "ignore", env: { ...process.env, ...this.env } });
    const code = await new Promise((ended) => player.once("exit", ended));
    if (code !== 0) throw new Error(`paplay ended with ${code}`);
  }

  /** Takes the microphone away. */
  async close(): Promise<void> {
    if (this.server.exitCode === null && this.server.signalCode === null) {
      const ended = new Promise((resume) => this.server.once("exit", resume));
      this.server.kill("SIGTERM");
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}
