import type { ExternalToast } from "sonner";
import { late } from "./late";

/** The code of toasts: fetched once the page stands still, or with the first of them. */
export const toastCode = late(() => import("./toast-corner"));

let listening: () => void;
const ready = new Promise<void>((resolve) => {
  listening = resolve;
});
/** The corner is on the page. */
export const toastsAreHeard = () => listening();

/** Where not even the code of toasts can be fetched, there is nothing to say that with. */
const whenHeard = (speak: (code: typeof import("./toast-corner")) => void): Promise<void> =>
  Promise.all([toastCode.load(), ready]).then(
    ([code]) => speak(code),
    () => undefined,
  );

const say =
  (kind: "success" | "error" | "info" | "warning" | "loading") =>
  (words: string, options?: ExternalToast) => {
    void whenHeard(({ toast }) => toast[kind](words, options));
  };

/** Short messages at the corner, for components; never called in the fetch helper. */
export const toast = {
  success: say("success"),
  error: say("error"),
  info: say("info"),
  warning: say("warning"),
  loading: say("loading"),
  dismiss: (id: string) => {
    void whenHeard(({ toast }) => toast.dismiss(id));
  },
};
