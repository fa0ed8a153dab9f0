import "server-only";
import type { Metadata } from "next";
import { findPage, type PageContext } from "@/lib/server/http/page-request";

/**
 * Makes a page's `generateMetadata`, and is the only way to one (a test sees to that): what is named in a title is looked
 * up only for whoever gets the page, because Next sends titles along with a redirect. Others read `otherwise`.
 */
export const titled =
  <Params>(otherwise: string, find: (page: PageContext, params: Params) => Promise<string>) =>
  async ({ params }: { params: Promise<Params> }): Promise<Metadata> => {
    const page = await findPage();
    return { title: page ? await find(page, await params) : otherwise };
  };
