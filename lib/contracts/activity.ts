/**
 * Stands in a call for which somebody did something in the page since the last one. Only such calls keep a session from
 * ending unused: what a page asks by itself, however often, does not, and neither does what forgets to say it.
 */
export const ACTIVITY_HEADER = "x-castellan-activity";
