/** The administrator of the demo, of development and of the end-to-end tests. Known to everybody: no secret. */
export const demoAccount = {
  email: "admin@castellan.example",
  password: "gatehouse-lantern-orchard-42",
};
