const digits = new Intl.NumberFormat("en");

export const numberWord = (count: number): string => digits.format(count);

/** "1 token", "1,234 tokens". */
export const tokensWord = (count: number): string =>
  `${numberWord(count)} ${count === 1 ? "token" : "tokens"}`;

export const tenantsWord = (count: number): string =>
  `${numberWord(count)} ${count === 1 ? "tenant" : "tenants"}`;
