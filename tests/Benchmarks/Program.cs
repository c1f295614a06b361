return await Sms.Benchmarks.LedgerBenchmark.RunAsync(args);
