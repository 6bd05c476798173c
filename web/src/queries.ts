import { QueryClient } from "@tanstack/react-query";
import { asProblem } from "./api/problem";

/** Failures the caller must act on are told at once; a server that does not answer is asked again. */
const lasting = (status: number) => status >= 400 && status < 500 && status !== 429;

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) => failures < 2 && !lasting(asProblem(error).status),
    },
    mutations: { retry: false },
  },
});
