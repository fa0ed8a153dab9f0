/** Holds whether the sidebar is collapsed, so that the server draws it as it was left. */
export const SIDEBAR_COOKIE = "castellan-sidebar";
