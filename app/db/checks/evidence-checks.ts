/** What must hold of the evidence: every observation is in its retailer's chain, as it was appended. */
import { chainFaultText } from "#app/domain/evidence-chain.ts";
import { listChainHeads, walkChains } from "../evidence-chain.ts";
import type { Check } from "./check.ts";

export const EVIDENCE_CHECKS: readonly Check[] = [
  {
    name: "observation-of-its-retailer",
    about: "An observation is in the chain of the retailer whose listing it is of.",
    sql: `select o.id::text as subject, 'in the chain of ' || o.retailer_slug || ', of a listing of ' || l.retailer_slug as detail
      from observations o join listings l on l.id = o.listing_id where l.retailer_slug <> o.retailer_slug`,
  },
  {
    name: "held-decided-is-appended",
    about: "What was held back is an observation if it was accepted, and only then.",
    sql: `select h.id::text as subject, h.state || case when o.id is null then ', but not there' else ', but there' end as detail
      from held_observations h left join observations o on o.id = h.id
      where (h.state = 'accepted') <> (o.id is not null)`,
  },
  {
    name: "evidence-chain-holds",
    about: "No observation was changed, taken out, put in or moved since it was appended: every hash fits.",
    walk: async (tx, tell) => {
      await walkChains(tx, (fault) => tell(chainFaultText(fault)));
      const heads = await listChainHeads(tx);
      return heads
        .filter(({ length }) => length > 0)
        .map(({ retailerSlug, length, headSha256 }) => `${retailerSlug} ends at ${length}: ${headSha256}`);
    },
  },
];
