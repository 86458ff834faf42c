import { accountRoutes, eventRoutes, testClockRoutes, webhookEndpointRoutes } from "./resources/account.ts";
import { checkoutRoutes } from "./resources/checkout-sessions.ts";
import { couponRoutes, promotionCodeRoutes } from "./resources/coupons.ts";
import { customerRoutes } from "./resources/customers.ts";
import { invoicePaymentRoutes, invoiceRoutes } from "./resources/invoices.ts";
import { balanceRoutes, chargeRoutes, disputeRoutes, refundRoutes } from "./resources/money-back.ts";
import { paymentIntentRoutes } from "./resources/payment-intents.ts";
import { paymentMethodRoutes } from "./resources/payment-methods.ts";
import { portalRoutes } from "./resources/portal.ts";
import { priceRoutes } from "./resources/prices.ts";
import { productRoutes } from "./resources/products.ts";
import { setupIntentRoutes } from "./resources/setup-intents.ts";
import { subscriptionItemRoutes } from "./resources/subscription-items.ts";
import { subscriptionRoutes } from "./resources/subscriptions.ts";
import type { Route } from "./route.ts";

/** Every endpoint of the API; the first that matches answers. */
export const routes: Route[] = [
  ...customerRoutes,
  ...productRoutes,
  ...priceRoutes,
  ...couponRoutes,
  ...promotionCodeRoutes,
  ...paymentMethodRoutes,
  ...setupIntentRoutes,
  ...paymentIntentRoutes,
  ...chargeRoutes,
  ...refundRoutes,
  ...disputeRoutes,
  ...balanceRoutes,
  ...checkoutRoutes,
  ...subscriptionRoutes,
  ...subscriptionItemRoutes,
  ...invoiceRoutes,
  ...invoicePaymentRoutes,
  ...portalRoutes,
  ...eventRoutes,
  ...webhookEndpointRoutes,
  ...testClockRoutes,
  ...accountRoutes,
];
