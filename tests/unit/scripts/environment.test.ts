import { expect, it } from "vitest";
import { consoleAddress } from "@/scripts/lib/address.js";
import { toolEnvironment } from "@/scripts/lib/environment.js";
import { sandboxedEnvironment } from "@/scripts/lib/sandboxed.js";

it("a demo never reaches the database, the keys or the tenants of a real console", () => {
  const env = sandboxedEnvironment({
    dataDir: "/tmp/demo",
    sandboxOrigin: "http://127.0.0.1:4010",
    env: {
      PATH: "/bin",
      DATABASE_URL: "file:/var/lib/castellan/castellan.db",
      DATA_DIR: "/var/lib/castellan",
      CASTELLAN_ENCRYPTION_KEY: "real",
      NEXTAUTH_SECRET: "real",
      NEXTAUTH_URL: "https://castellan.example.com",
      CASTELLAN_ADMIN_EMAIL: "real@example.com",
      OIDC_ISSUER: "https://login.example.com",
      CASTELLAN_QLIK_EXTRA_HOSTS: "real.example.com",
      CASTELLAN_QLIK_CONNECT_TO: "127.0.0.1:1",
      LOG_LEVEL: "debug",
    },
  });
  expect(Object.values(env).filter((value) => /real|example\.com|\/var\/lib/.test(value))).toEqual([]);
  expect(env).toMatchObject({
    PATH: "/bin",
    LOG_LEVEL: "debug",
    DATA_DIR: "/tmp/demo",
    CASTELLAN_QLIK_CONNECT_TO: "127.0.0.1:4010",
    CASTELLAN_SANDBOX_ORIGIN: "http://127.0.0.1:4010",
  });
});

it("a NODE_ENV from outside does not reach the tools: it would take React's test helpers away", () => {
  expect(toolEnvironment({ NODE_ENV: "production" })).not.toHaveProperty("NODE_ENV");
});

it("a program that somebody set for Prisma stays", () => {
  const { PRISMA_SCHEMA_ENGINE_BINARY: program } = toolEnvironment({
    PRISMA_SCHEMA_ENGINE_BINARY: "/opt/engine",
  });
  expect(program).toBe("/opt/engine");
  expect(toolEnvironment({}).PRISMA_SCHEMA_ENGINE_BINARY).toBe(process.execPath);
});

it("the console is at localhost:3000 unless the environment says otherwise", () => {
  expect(consoleAddress({})).toEqual({ port: 3000, host: "127.0.0.1", publicUrl: "http://localhost:3000" });
  expect(consoleAddress({ PORT: "8080" }).publicUrl).toBe("http://localhost:8080");
  const served = { PORT: "8080", HOST: "0.0.0.0", PUBLIC_URL: "https://castellan.example.com" };
  expect(consoleAddress(served)).toEqual({
    port: 8080,
    host: "0.0.0.0",
    publicUrl: "https://castellan.example.com",
  });
  expect(() => consoleAddress({ PUBLIC_URL: "castellan" })).toThrow('PUBLIC_URL is "castellan"');
});
