import { index, layout, prefix, type RouteConfig, route } from "@remix-run/route-config";

/** Every URL of the club: the contents page. */
export default [
  layout("routes/shop/layout.tsx", [
    index("routes/shop/home.tsx"),
    route("departments/:department", "routes/shop/department.tsx"),
    route("search", "routes/shop/search.tsx"),
    route("items/:item", "routes/shop/item.tsx"),
    route("evidence/:observation", "routes/shop/evidence.tsx"),
    route("how-we-compare", "routes/shop/how-we-compare.tsx"),

    route("join", "routes/membership/plans.tsx"),
    route("join/:plan", "routes/membership/join.tsx"),
    route("join/return", "routes/membership/return.tsx"),
    route("terms", "routes/membership/terms.tsx"),
    route("membership", "routes/membership/membership.tsx"),
    route("membership/plan/:plan", "routes/membership/change-plan.tsx"),
    route("membership/pay", "routes/membership/pay.tsx"),
    route("membership/cancel", "routes/membership/cancel.tsx"),
    route("membership/resume", "routes/membership/resume.tsx"),
    route("membership/refund", "routes/membership/refund.tsx"),
    route("membership/household", "routes/household/household.tsx"),
    route("household/accept", "routes/household/accept.tsx"),

    route("sign-in", "routes/auth/sign-in.tsx"),
    route("sign-out", "routes/auth/sign-out.tsx"),
    route("forgot-password", "routes/auth/forgot-password.tsx"),
    route("reset-password", "routes/auth/reset-password.tsx"),
    route("verify-email", "routes/auth/verify-email.tsx"),
    route("confirm-email", "routes/auth/confirm-email.tsx"),
    route("account", "routes/account/account.tsx"),
    route("account/email", "routes/account/email.tsx"),
    route("account/password", "routes/account/password.tsx"),
    route("*", "routes/shop/not-found.tsx"),
  ]),

  ...prefix("desk", [
    layout("routes/staff/layout.tsx", [
      index("routes/staff/home.tsx"),
      route("skus", "routes/staff/skus.tsx"),
      route("skus/:sku", "routes/staff/sku.tsx"),
      route("rules", "routes/staff/rules.tsx"),
      route("change-sets", "routes/staff/change-sets.tsx"),
      route("change-sets/:changeSet", "routes/staff/change-set.tsx"),
      route("audit", "routes/staff/audit.tsx"),
      route("members", "routes/staff/members/members.tsx"),
      route("members/:membership", "routes/staff/members/member.tsx"),
      route("members/:membership/refund", "routes/staff/members/refund.tsx"),
      route("plans", "routes/staff/plans/plans.tsx"),
      route("plans/:plan", "routes/staff/plans/plan.tsx"),
    ]),
  ]),

  route("card", "routes/card/card.tsx"),
  route("dev/mails", "routes/dev/mails.tsx"),
  route("dev/mails/:mail", "routes/dev/mail.tsx"),
  route("dev/mails/:mail/html", "routes/dev/mail-html.ts"),
  route("pictures/:picture", "routes/shop/picture.ts"),
  route("webhooks/stripe", "routes/webhooks/stripe.ts"),
  route("robots.txt", "routes/shop/robots.ts"),
  route("sitemap.xml", "routes/shop/sitemap-index.ts"),
  route("sitemaps/:page", "routes/shop/sitemap.ts"),
] satisfies RouteConfig;
