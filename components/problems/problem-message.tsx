import type { Problem } from "@/lib/contracts/problems";
import type { QlikAnswer } from "@/lib/contracts/qlik-answers";

/** What happened, what it means and what to do; then what a support case asks for. */
export function ProblemMessage({ problem }: { problem: Problem }) {
  return (
    <div className="flex flex-col gap-1.5">
      <p>{problem.detail}</p>
      {problem.advice ? <p className="text-text-muted">{problem.advice}</p> : null}
      <p className="font-mono text-text-faint text-xs [&>*+*]:ml-3">
        {problem.qlik ? <QlikSaid answer={problem.qlik} /> : null}
        {problem.requestId ? <span>Request {problem.requestId}</span> : null}
      </p>
    </div>
  );
}

/** Qlik's own status, code and trace id. */
export function QlikSaid({ answer: { status, code, traceId } }: { answer: QlikAnswer }) {
  return (
    <>
      {status === undefined ? null : <span>Status {status}</span>}
      {code === undefined ? null : <span>Code {code}</span>}
      {traceId === undefined ? null : <span>Trace {traceId}</span>}
    </>
  );
}
