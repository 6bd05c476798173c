import { QueryClient } from "@tanstack/react-query";
import { asProblem, type Problem } from "./api/problem";

/** Failures somebody must act on are told at once; a server that does not answer is asked again. */
const lasting = ({ status, code }: Problem) =>
  (status >= 400 && status < 500 && status !== 429) || code === "lake_damaged";

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) => failures < 2 && !lasting(asProblem(error)),
    },
    mutations: { retry: false },
  },
});
