/** Writes answers as CSV, with the columns of petsight's command line (`docs/output.md`). */

import type { Photo } from "./photo";

const FACTS = ["source", "reason", "detail", "model", "model_sha256", "preprocess_id"] as const;
const STAGES = ["open", "resize", "invoke", "network", "total"] as const;

type Cell = string | number | null | undefined;

/**
 * Write a header and one row for each picture that is answered or failed.
 *
 * @param photos In the order of the rows; those that wait are left out.
 * @param labels Names of the model's labels; each has a column `score_<label>`.
 */
export function toCsv(photos: readonly Photo[], labels: readonly string[]): string {
  const header = [
    "path",
    "label",
    "sure",
    ...labels.map((label) => `score_${label}`),
    ...FACTS,
    ...STAGES.map((stage) => `${stage}_ms`),
    "error_code",
    "error_message",
  ];
  const settled = photos.filter((photo) => photo.prediction !== null || photo.failure !== null);
  return [header, ...settled.map((photo) => row(photo, labels))].map(line).join("");
}

function row(photo: Photo, labels: readonly string[]): Cell[] {
  const { prediction, failure } = photo;
  if (prediction === null) {
    const facts = FACTS.map((fact) => (fact === "detail" ? failure?.detail : null));
    const empty = [null, null, ...labels.map(() => null)];
    return [photo.name, ...empty, ...facts, ...STAGES.map(() => null), failure?.code, failure?.message];
  }
  return [
    photo.name,
    prediction.label,
    String(prediction.sure),
    ...labels.map((label) => prediction.scores[label]),
    ...FACTS.map((fact) => prediction[fact]),
    ...STAGES.map((stage) => rounded(prediction.timings_ms[stage])),
    null,
    null,
  ];
}

function rounded(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : Number(ms.toFixed(2));
}

function line(cells: readonly Cell[]): string {
  return `${cells.map(quoted).join(",")}\n`;
}

function quoted(cell: Cell): string {
  const text = String(cell ?? "");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
