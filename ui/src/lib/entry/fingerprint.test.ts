import { expect, it } from "vitest";
import { fingerprintGroups, isSameFingerprint } from "./fingerprint";

const fingerprint = "0123456789abcdef".repeat(4);

it("is compared in sixteen groups of four", () => {
  expect(fingerprintGroups(fingerprint)).toHaveLength(16);
  expect(fingerprintGroups(fingerprint)[0]).toBe("0123");
});

it("is the same however it is written, and different in one digit", () => {
  expect(isSameFingerprint(fingerprint, fingerprint.toUpperCase().match(/../g)?.join(":") ?? "")).toBe(true);
  expect(isSameFingerprint(fingerprint, fingerprint.replace(/f$/, "e"))).toBe(false);
  expect(isSameFingerprint("", ""), "nothing is not a fingerprint").toBe(false);
});
