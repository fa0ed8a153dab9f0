/**
 * Names in a call whose page it is, by the person's id: a call that comes with the session of somebody else is refused,
 * and so nothing of a page goes on as another person. Scripts leave it out.
 */
export const PERSON_HEADER = "x-castellan-person";
