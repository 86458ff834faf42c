import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { Checkbox, ErrorSummary, Field } from "#app/ui/form.tsx";

describe("a field", () => {
  test("ties its label, hint and error to its input, and keeps what was typed", () => {
    const html = renderToStaticMarkup(
      createElement(Field, {
        label: "Email",
        name: "email",
        hint: "For receipts.",
        error: "Enter an email address.",
        defaultValue: "nadia@",
      }),
    );
    expect(html).toContain('<label class="label" for="email">');
    expect(html).toContain('aria-describedby="email-hint email-error"');
    expect(html).toContain('aria-invalid="true"');
    expect(html).toContain('id="email-error"');
    expect(html).toContain('value="nadia@"');
  });

  test("is required unless it says that it is optional", () => {
    expect(renderToStaticMarkup(createElement(Field, { label: "Name", name: "name" }))).toContain("required");
    const optional = renderToStaticMarkup(
      createElement(Field, { label: "Phone", name: "phone", required: false }),
    );
    expect(optional).toContain("optional");
    expect(optional).not.toContain("required");
  });
});

test("consent is never ticked for the person", () => {
  const html = renderToStaticMarkup(Checkbox({ name: "terms", required: true, children: "I agree." }));
  expect(html).not.toContain("checked");
  expect(html).toContain('<label for="terms">I agree.</label>');
});

describe("the summary of errors", () => {
  test("links each error to its field, and says what belongs to no field", () => {
    const errors = { email: "Enter an email address.", form: "Try again.", name: undefined };
    const html = renderToStaticMarkup(createElement(ErrorSummary, { errors }));
    expect(html).toContain('<a href="#email">Enter an email address.</a>');
    expect(html).toContain("<li>Try again.</li>");
    expect(html.match(/<li>/g)).toHaveLength(2);
  });

  test("is nothing without errors", () => {
    expect(renderToStaticMarkup(createElement(ErrorSummary, { errors: { name: undefined } }))).toBe("");
  });
});
