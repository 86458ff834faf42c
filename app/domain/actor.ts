/** Who makes a change: kept with every audit entry. */
export type Actor = {
  /** The account; null for the operator's command line and for jobs. */
  readonly id: string | null;
  /** How the actor is shown: the mail address, "operator". */
  readonly name: string;
  /** Of the request in which it happened; undefined outside one. */
  readonly requestId: string | undefined;
};

/** The actor as an audit entry holds it. */
export function actedBy(actor: Actor) {
  return { actorId: actor.id, actor: actor.name, requestId: actor.requestId };
}
