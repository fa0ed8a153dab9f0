import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { Status } from "@/components/ui/status";

interface SingleSignOnCardProps {
  readonly provider:
    | {
        readonly name: string;
        readonly issuer: string;
        readonly redirectUri: string;
        readonly groupsClaim: string;
        readonly roleMapping: readonly { readonly role: string; readonly group: string }[];
      }
    | undefined;
}

const Code = ({ children }: { children: string }) => <code className="break-all font-mono">{children}</code>;

/** Whether and how people come in through an OpenID provider; it is set where the console runs, not here. */
export function SingleSignOnCard({ provider }: SingleSignOnCardProps) {
  return (
    <Card
      title="Single sign-on"
      description="Set by the environment of the console; a restart takes a change over."
    >
      {provider ? (
        <DescriptionList
          items={[
            { label: "State", value: <Status tone="success">On, as “{provider.name}”</Status> },
            { label: "Issuer", value: <Code>{provider.issuer}</Code> },
            { label: "Redirect URI", value: <Code>{provider.redirectUri}</Code> },
            { label: "Roles", value: <Roles provider={provider} /> },
          ]}
        />
      ) : (
        <div className="flex flex-col gap-2 text-sm">
          <Status tone="neutral">Off</Status>
          <p className="text-text-muted">
            People sign in with passwords alone. Set <Code>OIDC_ISSUER</Code>, <Code>OIDC_CLIENT_ID</Code> and{" "}
            <Code>OIDC_CLIENT_SECRET</Code> to let them come through your OpenID provider.
          </p>
        </div>
      )}
    </Card>
  );
}

function Roles({
  provider: { roleMapping, groupsClaim },
}: {
  provider: NonNullable<SingleSignOnCardProps["provider"]>;
}) {
  if (roleMapping.length === 0)
    return "Whoever comes for the first time is a viewer; administrators give other roles.";
  return (
    <div className="flex flex-col gap-1">
      <p>
        Read from the claim <Code>{groupsClaim}</Code> at each sign-in; a viewer without any of these groups.
      </p>
      <ul className="flex flex-col gap-0.5">
        {roleMapping.map(({ role, group }) => (
          <li key={`${role} ${group}`}>
            {role}: <Code>{group}</Code>
          </li>
        ))}
      </ul>
    </div>
  );
}
