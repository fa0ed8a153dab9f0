"use client";

import { useState } from "react";
import { FormPage } from "@/components/credentials/form-page";
import { CsvGuide, RegionClientGuide } from "@/components/credentials/guides";
import { Button } from "@/components/ui/button";
import { CsvForm } from "./csv-form";
import { RegionForm } from "./region-form";

const ways = [
  { id: "csv", label: "From a CSV file" },
  { id: "region", label: "One client for several tenants" },
] as const;

/** The two ways to name many tenants with their OAuth clients. */
export function ConnectManyForms() {
  const [way, setWay] = useState<(typeof ways)[number]["id"]>("csv");
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
      {way === "csv" ? (
        <FormPage form={<CsvForm />} guide={<CsvGuide />} />
      ) : (
        <FormPage form={<RegionForm />} guide={<RegionClientGuide />} />
      )}
    </>
  );
}
