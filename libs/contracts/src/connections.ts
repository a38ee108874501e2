/** Kinds of connections that tell us of things and take no calls: steps cannot name them. */
export const tellingKinds = ['shopify', 'woocommerce', 'integration'] as const;
