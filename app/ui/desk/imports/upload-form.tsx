import { Button } from "../../button.tsx";
import { ErrorSummary } from "../../form.tsx";

/** Sends one file. With JavaScript it says how far it is; without, the browser does. */
export function UploadForm({
  errors,
  maxBytes,
}: {
  errors: Readonly<Record<string, string>>;
  maxBytes: number;
}) {
  const error = errors.file;
  return (
    <form
      method="post"
      encType="multipart/form-data"
      className="upload-form"
      data-upload=""
      data-max-bytes={maxBytes}
    >
      <ErrorSummary errors={errors} title="The file was not taken in" />
      <input type="hidden" name="fileDate" value="" data-file-date="" />
      <div className={error ? "field has-error" : "field"}>
        <label className="label" htmlFor="file">
          A file of another club's prices
        </label>
        <p className="field-hint" id="file-hint">
          CSV (commas, semicolons, tabs, pipes), JSON (an object a line, or a list) or an Excel workbook
          (.xlsx), up to 4 GB. Next you say which column is what, and see the rows as they would be read.
        </p>
        {error && (
          <p className="field-error" id="file-error">
            {error}
          </p>
        )}
        <input
          type="file"
          id="file"
          name="file"
          required
          aria-describedby={error ? "file-hint file-error" : "file-hint"}
          aria-invalid={error ? true : undefined}
        />
      </div>
      <div className="actions">
        <Button kind="main">Send the file</Button>
        <p role="status" data-upload-status="" hidden />
      </div>
      <progress max={100} value={0} aria-label="Sent" data-upload-progress="" hidden />
    </form>
  );
}
