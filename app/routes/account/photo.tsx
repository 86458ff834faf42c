import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { formHeaders, refuse, tooManyTries } from "#app/auth/form-answers.ts";
import { requireAccount } from "#app/auth/guards.server.ts";
import { setMemberPhoto } from "#app/commands/set-member-photo.ts";
import { pools } from "#app/db/client.server.ts";
import { deleteMemberPhoto, findMemberPhoto } from "#app/db/member-photos.ts";
import { PHOTO_REFUSALS } from "#app/domain/member-card.ts";
import { Breadcrumbs } from "#app/ui/breadcrumbs.tsx";
import { Button } from "#app/ui/button.tsx";
import { photoAddress } from "#app/ui/card/photo.server.ts";
import { ErrorSummary, Field } from "#app/ui/form.tsx";

export const handle = { scripts: false };
export const headers = formHeaders;

export const meta: MetaFunction = () => [
  { title: "Photo on your card - Tallyhouse" },
  { name: "robots", content: "noindex" },
];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { account } = await requireAccount(request, context);
  return { photo: photoAddress(await findMemberPhoto(pools().door.db, account.id)) };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { account } = await requireAccount(request, context);
  const { db } = pools().door;
  const form = await request.formData().catch(() => undefined);
  if (form === undefined) {
    return data({ errors: { photo: PHOTO_REFUSALS.empty }, typed: {} }, { status: 400 });
  }
  if (form.get("do") === "delete") {
    await deleteMemberPhoto(db, account.id);
    return redirect("/account?done=photo-gone", 303);
  }
  const sent = form.get("photo");
  const file = sent instanceof Blob ? Buffer.from(await sent.arrayBuffer()) : Buffer.alloc(0);
  const result = await setMemberPhoto(db, { accountId: account.id, file, now: new Date() });
  if (result.ok) return redirect("/account?done=photo", 303);
  return result.reason === "too-many-tries"
    ? tooManyTries(result)
    : refuse({ photo: PHOTO_REFUSALS[result.reason] });
}

export default function MemberPhoto() {
  const { photo } = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const errors: Readonly<Record<string, string>> = refusal?.errors ?? {};
  return (
    <div className="grid max-w-md gap-6">
      <Breadcrumbs crumbs={[{ href: "/account", label: "Your account" }]} here="Photo on your card" />
      <h1>Photo on your card</h1>
      <p>
        Your face, seen from the front. Only you see it, and whoever you show the card to. We keep the picture
        alone: not where or when it was taken.
      </p>
      <ErrorSummary errors={errors} title="That did not work" />
      {photo !== null && (
        <form method="post" action="/account/photo" className="flex items-end gap-4">
          <img src={photo} alt="As it is on your card now" width="108" height="132" />
          <Button name="do" value="delete">
            Delete it
          </Button>
        </form>
      )}
      <form
        method="post"
        action="/account/photo"
        encType="multipart/form-data"
        className="grid gap-4 bg-white p-5"
        noValidate
      >
        <Field
          label={photo === null ? "A picture" : "Another picture"}
          name="photo"
          type="file"
          accept="image/jpeg,image/png,image/webp"
          hint="JPEG, PNG or WebP, up to 12 MB. We cut it to the card's frame."
          error={errors.photo}
        />
        <Button kind="main" wide>
          Put it on my card
        </Button>
      </form>
    </div>
  );
}
