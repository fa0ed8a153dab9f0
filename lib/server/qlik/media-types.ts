import "server-only";

const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json$/;

/** @param contentType lower-case, without parameters */
export const isJson = (contentType: string | null): boolean =>
  contentType !== null && JSON_TYPE.test(contentType);
