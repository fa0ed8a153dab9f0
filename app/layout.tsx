import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { Providers } from "@/components/providers/providers";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Castellan", template: "%s · Castellan" },
  description: "Every Qlik Cloud tenant, every OAuth token, one place to take them away",
  robots: { index: false, follow: false },
};

// Nothing of this console may be kept by a cache, and the nonce is another one each time.
export const dynamic = "force-dynamic";

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    // The theme sets a class here before React wakes up.
    <html lang="en" suppressHydrationWarning className={`${GeistSans.variable} ${GeistMono.variable}`}>
      <body>
        <Providers nonce={nonce} serverNow={Date.now()}>
          {children}
        </Providers>
      </body>
    </html>
  );
}
