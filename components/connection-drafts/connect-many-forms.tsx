"use client";

import { useState } from "react";
import { FormPage } from "@/components/credentials/form-page";
import { CsvGuide, RegionClientGuide } from "@/components/credentials/guides";
import { Button } from "@/components/ui/button";
import type { ConnectionChoice } from "@/lib/contracts/connection-drafts";
import { CsvForm } from "./csv-form";
import { LeftOut } from "./left-out";
import { ChosenForm, RegionForm } from "./region-form";

const ways = [
  { id: "csv", label: "From a CSV file" },
  { id: "region", label: "One client for several tenants" },
] as const;

/** The two ways to name many tenants with their OAuth clients. */
export function ConnectManyForms({ choice: { tenants: chosen, leftOut } }: { choice: ConnectionChoice }) {
  const isOneRegion = new Set(chosen.map(({ regionCode }) => regionCode)).size === 1;
  const [way, setWay] = useState<(typeof ways)[number]["id"]>(isOneRegion ? "region" : "csv");
  return (
    <>
      <fieldset className="flex flex-wrap gap-2">
        <legend className="sr-only">How the tenants are named</legend>
        {ways.map(({ id, label }) => (
          <Button
            key={id}
            aria-pressed={way === id}
            variant={way === id ? "primary" : "secondary"}
            onClick={() => setWay(id)}
          >
            {label}
          </Button>
        ))}
      </fieldset>
      <LeftOut tenants={leftOut} />
      {way === "csv" ? (
        <FormPage form={<CsvForm chosen={chosen} />} guide={<CsvGuide />} />
      ) : (
        <FormPage
          form={chosen.length > 0 ? <ChosenForm tenants={chosen} /> : <RegionForm />}
          guide={<RegionClientGuide />}
        />
      )}
    </>
  );
}
