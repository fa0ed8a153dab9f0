/** What one tab or window of the console tells the others of the session that they share. */
export type SessionNews = "signed-in" | "signed-out";

const CHANNEL = "castellan-session";

/** Tells all others, and this page too. Where a browser cannot, they find out when they ask next. */
export function tellTabs(news: SessionNews): void {
  if (typeof BroadcastChannel === "undefined") return;
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(news);
  channel.close();
}

/** Hears what others tell; returns how to stop that. Anything of the same origin could tell: it is only a hint. */
export function hearTabs(onNews: (news: SessionNews) => void): () => void {
  if (typeof BroadcastChannel === "undefined") return () => undefined;
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (data === "signed-in" || data === "signed-out") onNews(data);
  };
  return () => channel.close();
}
