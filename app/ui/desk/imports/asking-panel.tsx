import { Button } from "../../button.tsx";
import { Select } from "../../form.tsx";
import { Notice } from "../../notice.tsx";
import { counted, dateText, timeText } from "../amounts.ts";
import { type MappedField, MappingForm } from "./mapping-form.tsx";
import { type PreviewRow, PreviewTable } from "./preview-table.tsx";

export type Asking = {
  retailers: readonly { slug: string; name: string; currency: string }[];
  currency: string;
  /** How the file is read, in words. */
  form: string;
  sheet: string | null;
  sheets: readonly string[];
  answers: { retailer: string; channel: string; place: string; capturedAt: string; zone: string };
  remembered: { savedBy: string; savedAt: Date } | null;
  same: {
    fileName: string;
    importedBy: string;
    startedAt: Date;
    finishedAt: Date | null;
    accepted: number;
    unchanged: number;
    rejected: number;
  } | null;
  fields: readonly MappedField[];
  preview: readonly PreviewRow[] | null;
};

/** Asks how a file is to be read: what was found out already is filled in. */
export function AskingPanel({
  asking,
  errors,
}: {
  asking: Asking;
  errors: Readonly<Record<string, string>>;
}) {
  const { remembered, same, preview, currency } = asking;
  return (
    <>
      {same !== null && <SameFileNotice same={same} />}
      {remembered !== null && (
        <Notice kind="info" title="As last time">
          {`A file with these columns came in on ${dateText(remembered.savedAt)}, set up by ${remembered.savedBy}: the answers are filled in as they were then.`}
        </Notice>
      )}
      <p>{`Read as: ${asking.form}.`}</p>
      {asking.sheets.length > 1 && <SheetForm asking={asking} error={errors.sheet} />}
      <MappingForm {...asking} errors={errors}>
        <div id="preview" className="grid grid-cols-1 gap-2">
          {preview === null ? (
            <Notice kind="warn">
              Choose the columns of title and price: then the rows are shown here as they would be read.
            </Notice>
          ) : (
            <>
              <p>{previewSentence(preview)}</p>
              <PreviewTable rows={preview} currency={currency} />
            </>
          )}
        </div>
      </MappingForm>
      <form method="post">
        <Button kind="danger" name="intent" value="discard">
          Throw the file away
        </Button>
      </form>
    </>
  );
}

function SameFileNotice({ same }: { same: NonNullable<Asking["same"]> }) {
  const { fileName, importedBy, startedAt, finishedAt } = same;
  const kept = counted(same.accepted + same.unchanged, "price of it is", "prices of it are");
  return (
    <Notice kind="warn" title={finishedAt === null ? "This file is partly in" : "This file is in already"}>
      {`It came as ${fileName} on ${timeText(startedAt)} from ${importedBy}: ${kept} known. With the same answers nothing is doubled: what is in stays as it is and counts as unchanged.`}
    </Notice>
  );
}

function SheetForm({ asking: { sheet, sheets }, error }: { asking: Asking; error: string | undefined }) {
  return (
    <form method="post" className="filters">
      <Select
        label="Sheet"
        name="sheet"
        options={sheets.map((name) => ({ value: name, label: name }))}
        defaultValue={sheet ?? ""}
        error={error}
      />
      <Button name="intent" value="sheet">
        Look at this sheet
      </Button>
    </form>
  );
}

function previewSentence(preview: readonly PreviewRow[]): string {
  const rejected = preview.filter(({ ok }) => !ok).length;
  const shown = counted(preview.length, "row", "rows");
  return rejected === 0
    ? `Of the first ${shown} all can be used.`
    : `Of the first ${shown}, ${rejected} would be rejected; every rejected row is kept for mending.`;
}
