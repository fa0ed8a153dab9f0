import { randomUUID } from "node:crypto";
import { parseAndValidateFlightRouterState } from "next/dist/server/app-render/parse-and-validate-flight-router-state.js";

/** @typedef {import("node:http").IncomingMessage} Request */
/** @typedef {import("node:http").ServerResponse} Answer */

/**
 * Why Next could not even begin with a request, where it would answer that with an error of the server.
 * @param {Pick<Request, "url" | "headers">} request
 */
export function refusalOf({ url = "/", headers }) {
  if (!isRead(() => decodeURIComponent(url.replace(/[?#].*$/s, ""))))
    return "The path of this address is not UTF-8: a % in it is followed by what is no character.";
  // What next's own pages send to say which parts of a page they have.
  if (!isRead(() => parseAndValidateFlightRouterState(headers["next-router-state-tree"])))
    return "The header next-router-state-tree is not what a page of this console sends.";
  return undefined;
}

/** @param {() => unknown} read */
function isRead(read) {
  try {
    read();
    return true;
  } catch {
    return false;
  }
}

/**
 * Answers with a problem, as the API does (lib/contracts/problems.ts): who sends such a request looks at no page.
 * @param {Answer} answer
 * @param {string} detail
 */
export function refuse(answer, detail) {
  const requestId = randomUUID();
  const problem = {
    type: "urn:castellan:problem:invalid_input",
    title: "Something in this request needs to be corrected",
    status: 400,
    code: "invalid_input",
    detail,
    requestId,
  };
  answer.writeHead(400, { "content-type": "application/problem+json", "x-request-id": requestId });
  answer.end(JSON.stringify(problem));
}
