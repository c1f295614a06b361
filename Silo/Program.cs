using Sms;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.AddOps();
builder.AddSmsSilo();
builder.AddSmsDashboard();

var app = builder.Build();
app.MapOps();
await app.RunAsync();
