import type { PointGroup } from "signature_pad";
import type { StrokePoint } from "$lib/ipc/generated/types";

/** Most points that are kept of one signature; a long one has some hundreds. */
export const POINTS_MAX = 20_000;

/** What was drawn, as fractions of the pad and milliseconds since the first point. */
export function strokesOf(groups: readonly PointGroup[], widthPx: number, heightPx: number): StrokePoint[][] {
  const startedAt = groups[0]?.points[0]?.time ?? 0;
  const share = (value: number, of: number) => Math.min(Math.max(value / of, 0), 1);
  let left = POINTS_MAX;
  return groups.flatMap((group) => {
    const points = group.points.slice(0, left);
    left -= points.length;
    if (points.length === 0) return [];
    return [
      points.map((point) => ({
        x: share(point.x, widthPx),
        y: share(point.y, heightPx),
        ms: Math.max(0, Math.round(point.time - startedAt)),
      })),
    ];
  });
}

/** The strokes as an SVG path in a box of `width` × `height`. A single point is a dot. */
export function pathOf(strokes: readonly (readonly StrokePoint[])[], width: number, height: number): string {
  const at = (point: StrokePoint) => `${(point.x * width).toFixed(1)} ${(point.y * height).toFixed(1)}`;
  return strokes
    .map(([first, ...rest]) =>
      first
        ? `M${at(first)}${(rest.length > 0 ? rest : [first]).map((point) => `L${at(point)}`).join("")}`
        : "",
    )
    .join("");
}
